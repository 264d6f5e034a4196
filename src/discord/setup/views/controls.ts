import {
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIRoleSelectComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  SeparatorSpacingSize,
} from 'discord.js';
import type { Route } from '../../interactions/ids.ts';
import type { Button } from '../../ui/parts.ts';

type Part = APIComponentInContainer;

export const text = (...lines: readonly string[]): Part => ({
  type: ComponentType.TextDisplay,
  content: lines.join('\n'),
});

export const line: Part = { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small };

export const row = (...components: APIComponentInMessageActionRow[]): Part => ({
  type: ComponentType.ActionRow,
  components,
});

/** What a field is, and under it what it does or is set to. */
export const heading = (name: string, hint: string): string => `**${name}**\n-# ${hint}`;

/** A setting that is changed in a form: what it is now, and the button that opens the form next to it. */
export function section(content: string, accessory: Button): Part {
  return { type: ComponentType.Section, components: [{ type: ComponentType.TextDisplay, content }], accessory };
}

export function press(
  route: Route,
  arg: string,
  label: string,
  look: { readonly style?: Button['style']; readonly disabled?: boolean } = {},
): Button {
  const { style = ButtonStyle.Secondary, disabled = false } = look;
  return { type: ComponentType.Button, style, custom_id: route.id(arg), label, disabled };
}

interface Picking {
  readonly placeholder: string;
  readonly chosen: readonly string[];
  /** How many may be chosen; none may be, unless `least` says otherwise. */
  readonly least?: number;
  readonly most?: number;
  /** Nothing can be chosen now. */
  readonly disabled?: boolean;
}

export function roleSelect(
  route: Route,
  { placeholder, chosen, least = 0, most = 1, disabled = false }: Picking,
): APIRoleSelectComponent {
  return {
    type: ComponentType.RoleSelect,
    custom_id: route.id(),
    placeholder,
    min_values: least,
    max_values: most,
    disabled,
    default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Role })),
  };
}

/** Text and announcement channels. */
export function channelSelect(
  route: Route,
  { placeholder, chosen, least = 0, most = 1, disabled = false }: Picking,
): APIChannelSelectComponent {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: route.id(),
    placeholder,
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
    min_values: least,
    max_values: most,
    disabled,
    default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
  };
}

/** @param placeholder what stands there where the choice is none of the options */
export function choice(
  route: Route,
  chosen: string,
  options: readonly Omit<APISelectMenuOption, 'default'>[],
  placeholder?: string,
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: route.id(),
    ...(placeholder !== undefined && { placeholder }),
    options: options.map((option) => ({ ...option, default: option.value === chosen })),
  };
}
