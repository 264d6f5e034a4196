import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const ofDiscordJs =
  /\.(editReply|deferReply|deferUpdate|showModal|followUp|editMessage)\(|\binteraction\.(reply|update)\(/;

it('interactions are answered in one way, and by none of the methods of discord.js', () => {
  const paths = globSync('{src,commands}/**/*.ts', { cwd: root });
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.filter((path) => ofDiscordJs.test(readFileSync(new URL(path, root), 'utf8')))).toEqual([]);
});
