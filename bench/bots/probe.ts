import process from 'node:process';

// Loaded into every bot before its own code: tells the bench, when asked, what the process has used so far.
process.on('message', (asked: { readonly collect?: boolean }) => {
  if (asked.collect) globalThis.gc?.();
  process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage() });
});
// Whoever stops the bench stops its bots.
process.on('disconnect', () => process.exit());
// The bench alone must not keep a bot alive.
process.channel?.unref();
