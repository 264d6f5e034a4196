import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import { noticePlace } from '../../../gate/settings/changes.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons as channels } from '../../channels/ids.ts';
import { colours, type View } from '../../ui/parts.ts';
import { buttons, pages, selects } from '../ids.ts';
import { choice, line, press, row, text } from './controls.ts';
import { isUnread, type ScreenState } from './state.ts';
import { channelsStep, isKeptBack, isPostNext, lacksStaff, reminder, status } from './status.ts';

/** As many as Discord takes in a message, and some to spare. */
const MOST_LETTERS = 3950;

/**
 * The whole setup of a server in one message: what just happened, what is to fix, the settings of a page, the actions.
 * @param content of the page
 */
export function screenView(state: ScreenState, content: readonly APIComponentInContainer[], words: Text): View {
  const { news } = state;
  const title = `## ${words.t('setup.title')}`;
  const reminded = reminder(state, words);
  // A message has forty parts at most, and a page may need them all: so it stands where the line would.
  const foot = reminded === undefined ? line : text(reminded);
  const room = MOST_LETTERS - lettersIn([text(title, ...news), ...content, foot]);
  const components = [
    text(title),
    ...(news.length > 0 ? [text(...news)] : []),
    text(...status(state, words, room)),
    ...lead(state, words),
    line,
    ...content,
    foot,
    actions(state, words),
    row(pageSelect(state, words)),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colourOf(state), components }] };
}

/** Of all texts of a message together. */
function lettersIn(parts: readonly APIComponentInContainer[]): number {
  return parts.reduce((sum, part) => {
    if (part.type === ComponentType.TextDisplay) return sum + part.content.length;
    return part.type === ComponentType.Section ? sum + lettersIn(part.components) : sum;
  }, 0);
}

function colourOf(state: ScreenState): number {
  const { settings, obstacles, notice } = state;
  if (isKeptBack(state)) return colours.bad;
  const isMissing = settings.roleId === undefined || lacksStaff(settings);
  if (obstacles.length > 0 || isMissing || notice === 'gone') return colours.wait;
  return colours.good;
}

/** The next step where it is on the page of channels: the one blue button. */
function lead(state: ScreenState, { t }: Text): APIComponentInContainer[] {
  const { page } = state;
  const step = channelsStep(state);
  if (page === 'channels' || step === undefined || isUnread(state)) return [];
  return [row(press(channels.open, page, t(`setup.action.${step}`), { style: ButtonStyle.Primary }))];
}

function actions(state: ScreenState, { t }: Text): APIComponentInContainer {
  const { page, settings } = state;
  const ready = settings.roleId !== undefined && settings.channelId !== undefined;
  return row(
    press(buttons.post, page, t(`setup.action.${postAction(state)}`), {
      ...(isPostNext(state) && { style: ButtonStyle.Primary }),
      disabled: !ready || isKeptBack(state),
    }),
    press(buttons.dryRun, page, t('setup.action.dryRun'), { disabled: settings.roleId === undefined }),
    press(buttons.test, page, t('setup.action.test')),
    press(buttons.check, page, t('setup.action.check')),
  );
}

function postAction({ settings, notice }: ScreenState): 'post' | 'update' | 'move' {
  if (notice === 'none' || notice === 'gone') return 'post';
  return noticePlace(settings)?.channelId === settings.channelId ? 'update' : 'move';
}

/** Every page, with what is on it. */
const pageSelect = ({ page }: ScreenState, { t }: Text) =>
  choice(
    selects.page,
    page,
    pages.map((one) => ({ value: one, label: t(`setup.page.${one}`), description: t(`setup.page.${one}Hint`) })),
  );
