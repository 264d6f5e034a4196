import { ComponentType } from 'discord.js';
import { colours, type View } from './parts.ts';

export interface NamedFile {
  readonly name: string;
  readonly data: string;
}

/** A list in words, with its files. */
export function fileView(lines: readonly string[], files: readonly NamedFile[], extra: View['components'] = []): View {
  const content = lines.join('\n');
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [{ type: ComponentType.TextDisplay, content }],
      },
      ...files.map(({ name }) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } }) as const),
      ...extra,
    ],
  };
}
