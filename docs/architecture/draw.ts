import { writeFileSync } from 'node:fs';
import { commandLine } from '../../src/command-line.ts';
import { sourcesIn } from '../../tests/structure/sources.ts';
import { pictureOf } from './picture.ts';
import { roomsOf } from './rooms.ts';

commandLine({
  help: `Draws docs/images/architecture.svg from the imports of the source.

  npm run architecture
`,
});
writeFileSync(new URL('../images/architecture.svg', import.meta.url), pictureOf(roomsOf(sourcesIn('src', 'commands'))));
