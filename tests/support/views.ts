import { ButtonStyle } from 'discord.js';
import { z } from 'zod';
import type { SeenMessage } from '../../sandbox/sandbox.ts';

const Part = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
});
const ButtonPart = z.object({
  type: z.literal(2),
  label: z.string(),
  custom_id: z.string(),
  disabled: z.boolean().default(false),
});

/** Every component of a message, nested ones included, from top to bottom. */
function parts(components: readonly unknown[]): unknown[] {
  return components.flatMap((component) => {
    const { components: inner = [], accessory } = Part.parse(component);
    return [component, ...parts(inner), ...(accessory === undefined ? [] : [accessory])];
  });
}

/** The same of a message that may not be there. */
export const componentsOf = (message: SeenMessage | undefined): unknown[] => parts(message?.components ?? []);

/** Everything a message says, one text a line; spaces that no line breaks at are spaces. */
export function textOf(message: SeenMessage): string {
  return [message.content, ...parts(message.components).map((part) => Part.parse(part).content ?? '')]
    .filter(Boolean)
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

const Blue = z.looseObject({ label: z.string(), style: z.literal(ButtonStyle.Primary) });

/** What the blue buttons of a message say. */
export const blueOf = (message: Pick<SeenMessage, 'components'> | undefined): string[] =>
  parts(message?.components ?? []).flatMap((part) => Blue.safeParse(part).data?.label ?? []);

export function buttonsOf(message: SeenMessage | undefined) {
  return componentsOf(message).flatMap((part) => {
    const button = ButtonPart.safeParse(part);
    return button.success
      ? [{ label: button.data.label, customId: button.data.custom_id, disabled: button.data.disabled }]
      : [];
  });
}
