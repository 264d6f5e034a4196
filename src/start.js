// Plain JavaScript, which any Node reads: what strips types from the rest is then not even loaded, for its work is in the cache as well.
import module from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// Until there is anything to finish. As a container's first process, Node would not hear of it without this.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const end = () => process.exit(0);
for (const signal of signals) process.on(signal, end);

await import('./needs-node.js');

if (process.argv.length > 2) {
  const { commandLine } = await import('./command-line.ts');
  commandLine({
    help: 'Starts the bot with the settings in the environment and in .env. It takes no arguments.\n\n  npm start\n',
  });
}

// With the project, not in the system's folder for temporary files: what lies here is run. Where it cannot be written, the
// start takes as long as the first one.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/latchkey', import.meta.url)));
const { findQuickly } = await import('./imports.js');
findQuickly();
await import('./main.ts');
