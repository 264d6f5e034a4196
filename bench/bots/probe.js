import process from 'node:process';

// Loaded into every bot before its own code: tells the bench, when asked, what the process has used so far. Plain JavaScript, as
// `src/start.js` is: what strips types would otherwise be in the memory of a bot that never needs it.
process.on('message', (message) => {
  if (message === 'questions') return;
  // As far as V8 can: pages that it keeps for what may come are no memory that is used.
  if (message.collect) globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
  process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage() });
});
// When the bench ends, its bots end.
process.on('disconnect', () => process.exit());
// The bench alone must not keep a bot alive.
process.channel?.unref();
