import { chart } from './chart.ts';
import type { PictureContent } from './content.ts';
import { funnel } from './funnel.ts';
import { fitted, type Measure, mirrored, palette, type Scene, type Shape } from './shapes.ts';

export const WIDTH = 720;
export const MARGIN = 28;

/** Lays the picture out: a card with the funnel and, below it, bars by day. */
export function sceneOf(content: PictureContent, measure: Measure): Scene {
  const room = WIDTH - 2 * MARGIN;
  const heading: Shape[] = [
    {
      is: 'words',
      ...fitted(measure, content.title, 22, 'bold', room),
      x: MARGIN,
      y: 48,
      weight: 'bold',
      align: 'left',
      colour: palette.text,
    },
    {
      is: 'words',
      ...fitted(measure, content.subtitle, 14, 'regular', room),
      x: MARGIN,
      y: 72,
      weight: 'regular',
      align: 'left',
      colour: palette.quiet,
    },
  ];
  const steps = funnel(content, { x: MARGIN, y: 94, width: room }, measure);
  const days = content.perDay && chart(content.perDay, { x: MARGIN, y: steps.bottom + 34, width: room }, measure);
  const height = (days ?? steps).bottom + MARGIN;
  const card: Shape = {
    is: 'box',
    x: 1,
    y: 1,
    width: WIDTH - 2,
    height: height - 2,
    radius: 16,
    fill: palette.card,
    border: palette.border,
  };
  const scene = { width: WIDTH, height, shapes: [card, ...heading, ...steps.shapes, ...(days?.shapes ?? [])] };
  return content.isRightToLeft ? mirrored(scene) : scene;
}
