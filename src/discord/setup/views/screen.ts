import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import { noticePlace } from '../../../gate/settings/changes.ts';
import type { Text } from '../../../text/texts.ts';
import { keepsNoticeBack, keepsRoleBack } from '../../preflight/obstacles.ts';
import { colours, type View } from '../../ui/parts.ts';
import { buttons, type Page, pages } from '../ids.ts';
import { basics } from './basics.ts';
import { line, press, row, text } from './controls.ts';
import { rules } from './rules.ts';
import { staff } from './staff.ts';
import type { ScreenState } from './state.ts';
import { status } from './status.ts';

const contents: Readonly<Record<Page, (state: ScreenState, words: Text) => APIComponentInContainer[]>> = {
  basics,
  rules,
  staff,
};

/** The whole setup of a server in one message: what just happened, what is to fix, the settings of a page, the actions. */
export function screenView(state: ScreenState, words: Text): View {
  const { page, news } = state;
  const components = [
    text(`## ${words.t('setup.title')}`),
    ...(news.length > 0 ? [text(...news)] : []),
    text(...status(state, words)),
    line,
    ...contents[page](state, words),
    line,
    actions(state, words),
    row(...pages.map((one) => pageButton(one, page, words))),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colourOf(state), components }] };
}

function colourOf({ settings, obstacles, notice }: ScreenState): number {
  if (obstacles.some((obstacle) => keepsRoleBack(obstacle) || keepsNoticeBack(obstacle))) return colours.bad;
  if (obstacles.length > 0 || settings.roleId === undefined || notice === 'gone') return colours.wait;
  return colours.good;
}

function actions(state: ScreenState, { t }: Text): APIComponentInContainer {
  const { page, settings, obstacles } = state;
  const ready = settings.roleId !== undefined && settings.channelId !== undefined;
  const kept = obstacles.some(keepsNoticeBack);
  return row(
    press(buttons.post, page, t(`setup.action.${postAction(state)}`), {
      style: ButtonStyle.Success,
      disabled: !ready || kept,
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

const pageButton = (one: Page, current: Page, { t }: Text) =>
  press(buttons.page, one, t(`setup.page.${one}`), {
    style: one === current ? ButtonStyle.Primary : ButtonStyle.Secondary,
    disabled: one === current,
  });
