import type { APIComponentInContainer } from 'discord.js';
import type { Text } from '../../text/texts.ts';
import type { Page } from './ids.ts';
import { basics } from './views/basics.ts';
import { rules } from './views/rules.ts';
import { staff } from './views/staff.ts';
import type { ScreenState } from './views/state.ts';

/** What a page of the screen has between the status and the actions. Throws `StoreUnavailable`. */
export type PageContent = (
  state: ScreenState,
  words: Text,
) => readonly APIComponentInContainer[] | Promise<readonly APIComponentInContainer[]>;

/** The pages that are drawn from the settings alone. */
const plain = { basics, rules, staff } satisfies Partial<Record<Page, PageContent>>;

/** The pages of features with a folder of their own, which read more. */
export type FeaturePages = Readonly<Record<Exclude<Page, keyof typeof plain>, PageContent>>;

/** What a page has, wherever it comes from. */
export const contentOf = (page: Page, features: FeaturePages): PageContent => ({ ...plain, ...features })[page];
