/** A message or modal component as Discord's JSON has it; which fields are there depends on `type`. */
export interface Component {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
  readonly content?: string;
  readonly label?: string;
  readonly description?: string | null;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly url?: string;
  readonly emoji?: { readonly name?: string | null };
  readonly placeholder?: string;
  readonly options?: readonly Choice[];
  readonly min_values?: number;
  readonly max_values?: number;
  readonly default_values?: readonly { readonly id: string }[];
  readonly channel_types?: readonly number[];
  readonly value?: string;
  readonly default?: boolean;
  readonly required?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly accent_color?: number | null;
  readonly spoiler?: boolean;
  readonly divider?: boolean;
  readonly spacing?: number;
  readonly media?: { readonly url: string };
  readonly file?: { readonly url: string };
  readonly name?: string;
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string | null }[];
}

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
  readonly emoji?: { readonly name?: string | null } | undefined;
}

export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color?: number;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
  readonly footer?: { readonly text: string };
}
