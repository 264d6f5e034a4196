// Plain JavaScript: what strips types from the rest is then not even loaded, for its work is in the cache as well.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// With the project, not in the system's folder for temporary files: what lies here is run. Where it cannot be written, the
// start takes as long as the first one.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/latchkey', import.meta.url)));
await import('./main.ts');
