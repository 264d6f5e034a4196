import type { Clock } from '../model.ts';
import type { Step } from './model.ts';

/** How long a word takes to say, and the breath after a sentence or a comma. */
const WORD_MS = 350;
const BREATH_MS = 400;

interface Beat {
  /** The word that is said after the wait; undefined where there is only the wait. */
  readonly word: string | undefined;
  readonly wait: number;
}

/** Says `steps` on a clock, word by word, and tells when all is said. Returns the way to stop. */
export function speak(clock: Clock, steps: readonly Step[], say: (word: string) => void, done: () => void): () => void {
  const beats = steps.flatMap(beatsOf);
  let stop = () => {};
  function next(index: number): void {
    const beat = beats[index];
    if (!beat) {
      done();
      return;
    }
    stop = clock.after(beat.wait, () => {
      if (beat.word !== undefined) say(beat.word);
      next(index + 1);
    });
  }
  next(0);
  return () => stop();
}

function beatsOf(step: Step): Beat[] {
  if (step.is === 'pause') return [{ word: undefined, wait: step.ms }];
  const words = step.text.split(/\s+/).filter((word) => word !== '');
  return words.flatMap((word): Beat[] => {
    const spoken: Beat = { word, wait: WORD_MS };
    return /[.,;:!?]$/.test(word) ? [spoken, { word: undefined, wait: BREATH_MS }] : [spoken];
  });
}
