import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { Route } from '../interactions/ids.ts';

/** A message's content, ready for Discord; how it is delivered (reply, update, ephemeral) is decided in `answers.ts`. */
export interface View {
  readonly components: readonly APIMessageTopLevelComponent[];
}

export const colours = { calm: 0x5b6ee1, good: 0x2e9e6b, wait: 0xc98a1b, bad: 0xc8473f } as const;

/** One framed block of lines; empty and missing lines are left out. */
export function frame(colour: number, lines: readonly (string | undefined)[], buttons: readonly Button[] = []): View {
  const texts = lines.filter((line): line is string => line !== undefined && line !== '');
  const body: APIComponentInContainer[] = texts.map((content) => ({ type: ComponentType.TextDisplay, content }));
  const rows: APIComponentInContainer[] = inRows(buttons).map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
  return { components: [{ type: ComponentType.Container, accent_color: colour, components: [...body, ...rows] }] };
}

/** Discord takes five buttons in a row. */
function inRows(buttons: readonly Button[]): Button[][] {
  const rows = Math.ceil(buttons.length / 5);
  return Array.from({ length: rows }, (_, row) => buttons.slice(5 * row, 5 * row + 5));
}

export type Button = APIButtonComponentWithCustomId;

interface Look {
  readonly primary?: boolean;
  readonly disabled?: boolean;
  /** Follows the route in the custom id. */
  readonly arg?: string;
}

/** A button that leads to `route`. The main step of a view is `primary`. */
export function button(route: Route, label: string, look: Look = {}): Button {
  return {
    type: ComponentType.Button,
    style: look.primary ? ButtonStyle.Primary : ButtonStyle.Secondary,
    custom_id: route.id(look.arg),
    label,
    disabled: look.disabled ?? false,
  };
}

/** An instant with its day and time, and how far away it is, for messages that stay. */
export function dated(instant: Ms): string {
  return `${dayAndTime(instant)} (${when(instant)})`;
}

/** The same for sentences that say how long ago something was: 'Asked 2 hours ago (30 November 2026 09:14)'. */
export function ago(instant: Ms): string {
  return `${when(instant)} (${dayAndTime(instant)})`;
}

const dayAndTime = (instant: Ms) => `<t:${Math.ceil(instant / 1000)}:f>`;

/** An instant that counts down by itself in the reader's language. Rounded up, so that it never ends too early. */
export function when(instant: Ms): string {
  return `<t:${Math.ceil(instant / 1000)}:R>`;
}
