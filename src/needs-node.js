// Plain JavaScript, which any Node reads: what is loaded after it is TypeScript. Loaded before every program of the project, by `--import` or by
// itself; where Node cannot run the rest, it says so in place of a stack, and ends the process.
import process from 'node:process';

if (!('typescript' in process.features && process.features.typescript)) {
  process.stderr.write(
    `Latchkey needs Node 24, and this is ${process.version}. npm ci installs Node 24 for npm's scripts; if that could not be downloaded, install Node 24.\n`,
  );
  process.exit(1);
}
