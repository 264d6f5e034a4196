import { z } from 'zod';
import type { SeenMessage } from '../../sandbox/sandbox.ts';

const Part = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
});
const ButtonPart = z.object({
  type: z.literal(2),
  label: z.string(),
  custom_id: z.string(),
  disabled: z.boolean().default(false),
});

/** Every component of a message, nested ones included, from top to bottom. */
function parts(components: readonly unknown[]): unknown[] {
  return components.flatMap((component) => [component, ...parts(Part.parse(component).components ?? [])]);
}

/** Everything a message says, one text a line. */
export function textOf(message: SeenMessage): string {
  return [message.content, ...parts(message.components).map((part) => Part.parse(part).content ?? '')]
    .filter(Boolean)
    .join('\n');
}

export function buttonsOf(message: SeenMessage | undefined) {
  return parts(message?.components ?? []).flatMap((part) => {
    const button = ButtonPart.safeParse(part);
    return button.success
      ? [{ label: button.data.label, customId: button.data.custom_id, disabled: button.data.disabled }]
      : [];
  });
}
