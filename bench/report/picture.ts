import type { Entry, Line } from './line.ts';
import { shown } from './table.ts';

const WIDTH = 760;
const ROW = 78;
const TOP = 56;
const LEFT = 24;
/** Room for the figure behind the longest bar. */
const FIGURE = 150;

/** The headlines as bars, Latchkey's above what it is compared with. SVG for light and dark pages alike. */
export function pictureOf(entries: readonly Entry[]): string {
  const lines = entries.filter((entry): entry is Line => 'headline' in entry && entry.headline !== undefined);
  const height = TOP + lines.length * ROW + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Latchkey compared with a bare discord.js bot</title>
<style>
  text { font: 15px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 17px; }
  .page { fill: #ffffff; }
  .latchkey { fill: #4c5fd5; }
  .beside { fill: #a8b0bd; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .page { fill: #0d1117; }
    .latchkey { fill: #8492f0; }
    .beside { fill: #565f6c; }
  }
</style>
<rect class="page" width="${WIDTH}" height="${height}" rx="10"/>
<text class="title" x="${LEFT}" y="34">Latchkey (above) and a bare discord.js bot (below)</text>
${lines.map((line, index) => group(line, TOP + index * ROW)).join('\n')}
</svg>
`;
}

function group({ headline, latchkey, beside = 0, unit }: Line, y: number): string {
  const longest = Math.max(latchkey, beside);
  const bar = (name: string, figure: number, top: number) => {
    const width = Math.max(2, ((WIDTH - 2 * LEFT - FIGURE) * figure) / longest);
    return `<rect class="${name}" x="${LEFT}" y="${top}" width="${width.toFixed(1)}" height="16" rx="3"/>
<text x="${(LEFT + width + 8).toFixed(1)}" y="${top + 13}">${shown(figure)} ${unit}</text>`;
  };
  return `<text x="${LEFT}" y="${y + 18}">${headline}</text>
${bar('latchkey', latchkey, y + 26)}
${bar('beside', beside, y + 46)}`;
}
