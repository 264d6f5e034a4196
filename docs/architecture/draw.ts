import { writeFileSync } from 'node:fs';
import { sourcesIn } from '../../tests/structure/sources.ts';
import { pictureOf } from './picture.ts';
import { roomsOf } from './rooms.ts';

// `npm run architecture`: draws docs/images/architecture.svg from the imports of the source.
writeFileSync(new URL('../images/architecture.svg', import.meta.url), pictureOf(roomsOf(sourcesIn('src', 'commands'))));
