import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import { type GrantObstacle, grantFailures } from '../../gate/roles/role-keeper.ts';
import { numberIn } from '../../text/numbers.ts';
import type { Text } from '../../text/texts.ts';
import type { SwitchedIntent } from '../preflight/obstacles.ts';
import type { PageContent } from '../setup/pages.ts';
import { choice, heading, press, row, section, text } from '../setup/views/controls.ts';
import { picker } from '../setup/views/picker.ts';
import type { ScreenState } from '../setup/views/state.ts';
import { newcomersRoutes, OFF } from './ids.ts';
import type { Memory, NewcomersMemory } from './memory.ts';
import { greets } from './unverified.ts';

/** How long a count is good for. */
export const ASKED_FOR: Ms = 15 * 60_000;

export interface NewcomersPageParts {
  readonly memory: NewcomersMemory;
  readonly intents: readonly SwitchedIntent[];
  readonly clock: Clock;
}

/** The page of `/setup` on who joins: the role of the unverified, the members who are already there, the prompt. */
export function newcomersPage({ memory, intents, clock }: NewcomersPageParts): PageContent {
  return async (state, words) => {
    const { settings, serverId } = state;
    if (!intents.includes('members')) return [text(words.t('newcomers.needsMembers'))];
    const { unverifiedRoleId: roleId } = settings;
    const known = greets(settings) ? await memory.begun(serverId, settings.unverifiedRoleId, clock.now()) : undefined;
    return [
      ...picker(state, words, newcomersRoutes.role, { field: 'unverifiedRole', kind: 'role', ids: [roleId] }),
      ...(roleId !== undefined && known === undefined ? [text(`-# ${words.t('newcomers.needsRole')}`)] : []),
      ...(known ? others(known, state, words, clock.now()) : []),
      ...prompt(state, words),
    ];
  };
}

/** The members who were there before the role was chosen: nobody gives them anything before an admin has seen how many they are. */
function others(
  { asked, run, everyone, obstacle }: Memory,
  { page, settings }: ScreenState,
  { t, locale }: Text,
  now: Ms,
): APIComponentInContainer[] {
  const role = `<@&${settings.unverifiedRoleId}>`;
  const shown = (count: number) => numberIn(count, locale);
  const stop = press(newcomersRoutes.stop, page, t('newcomers.others.stop'));
  const count = press(newcomersRoutes.count, page, t('newcomers.others.count'));
  const name = t('newcomers.others.title');
  const halted = grantFailures.find((one): one is GrantObstacle => one === obstacle && one !== 'notSetUp');
  if (halted) {
    const why = t('newcomers.others.halted', { why: t(`staffLine.obstacle.${halted}`) });
    return [section(heading(name, why), run ? stop : count)];
  }
  if (run) {
    const [given, of] = [shown(run.given), shown(Math.max(run.given, run.of))];
    return [section(heading(name, t('newcomers.others.underway', { given, of, role })), stop)];
  }
  if (everyone) {
    const onlyNew = press(newcomersRoutes.stop, page, t('newcomers.others.onlyNew'));
    return [section(heading(name, t('newcomers.others.all', { role })), onlyNew)];
  }
  if (!asked || now >= asked.at + ASKED_FOR)
    return [section(heading(name, t('newcomers.others.left', { role })), count)];
  if (asked.count === 0) return [section(heading(name, t('newcomers.others.none', { role })), count)];
  return [
    text(heading(name, t('newcomers.others.asked', { count: asked.count, members: shown(asked.count), role }))),
    row(
      press(
        newcomersRoutes.everyone,
        page,
        t('newcomers.others.give', { count: asked.count, members: shown(asked.count) }),
        {
          style: ButtonStyle.Danger,
        },
      ),
      press(newcomersRoutes.stop, page, t('newcomers.others.notNow')),
    ),
  ];
}

const ways = [OFF, 'directMessage', 'mention'] as const;

function prompt({ settings }: ScreenState, { t }: Text): APIComponentInContainer[] {
  const options = ways.map((way) => ({
    value: way,
    label: t(`newcomers.prompt.${way}`),
    description: t(`newcomers.prompt.${way}Hint`),
  }));
  return [
    text(heading(t('newcomers.prompt.title'), t('newcomers.prompt.hint'))),
    row(choice(newcomersRoutes.prompt, settings.joinPrompt ?? OFF, options)),
  ];
}
