import process from 'node:process';
import { watchQuestions } from '../questions/watch.ts';

// Loaded into a bot before its own code where it is to be counted what it asks its stores, which takes time of its own.
const watch = watchQuestions();
process.on('message', (message) => {
  if (message === 'questions') process.send?.(watch.soFar());
});
