import type { ButtonInteraction } from 'discord.js';
import { promise } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { type Chooser, mayEverything } from '../preflight/lending.ts';
import type { ServerSnapshot } from '../preflight/server-snapshot.ts';
import { forAdmins } from '../setup/access.ts';
import { chosenChannels, saving } from '../setup/saving.ts';
import { showScreen } from '../setup/screen.ts';
import { buttons, selects } from './ids.ts';
import type { ChannelsParts } from './parts.ts';
import { manages } from './plan.ts';
import { mayMakeRoles } from './roles.ts';
import { carryOut } from './setting-up.ts';
import { channelList } from './views/lines.ts';

type Act = (parts: ChannelsParts, visit: Visit<Asked>) => Promise<readonly string[]>;

/** The buttons and selects of the page of channels. */
export function channelsHandlers(parts: ChannelsParts): Pick<Handlers, 'buttons' | 'selects'> {
  const doing = (act: Act) =>
    forAdmins<ButtonInteraction>(async (visit) => {
      await promise(visit.interaction);
      await show(parts, visit, await act(parts, visit));
    });
  return {
    buttons: {
      [buttons.open.name]: doing(async () => []),
      [buttons.lock.name]: doing(carryOut),
      [buttons.unlock.name]: doing(takeBack),
      [buttons.stop.name]: doing(async ({ locks }, { who, text }) => {
        await locks.stop(who.serverId);
        return [text.t('setup.channels.stopped')];
      }),
      [buttons.goOn.name]: doing(goOn),
    },
    selects: {
      [selects.openChannels.name]: saving(parts, 'channels', chosenChannels, (openChannelIds) => ({ openChannelIds })),
      [selects.notice.name]: saving(parts, 'channels', chosenChannels, ([channelId]) =>
        channelId === undefined ? {} : { channelId },
      ),
    },
  };
}

/** Shows the page, and keeps it true while something is underway. */
async function show(parts: ChannelsParts, visit: Visit<Asked>, news: readonly string[]): Promise<void> {
  const { serverId } = visit.who;
  await showScreen(parts, visit, 'channels', news);
  const { run } = await parts.locks.progress(serverId);
  if (!run) return;
  parts.locks.follow(serverId, async () => {
    // The admin may have closed the screen, or gone on to another page on it.
    await showScreen(parts, visit, 'channels', news).catch(() => undefined);
  });
}

/** Opening a channel takes what Discord would ask for. */
async function takeBack(parts: ChannelsParts, { interaction, who, text }: Visit<Asked>): Promise<readonly string[]> {
  const { t } = text;
  const look = await parts.preflight.look(who.serverId);
  if (look.is === 'unseen') return [`⚠️ ${t('setup.notTheirs.unseen')}`];
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  const { locked, refused } = await parts.locks.progress(who.serverId);
  const others = notTheirs(look.snapshot, [...locked, ...refused], chooser);
  if (others.length > 0) return [`⚠️ ${t('setup.channels.notTheirs', { list: channelList(others, text) })}`];
  await parts.locks.unlock(who.serverId);
  await parts.editor.change(who.serverId, who.memberId, {}, { act: 'channelsOpened' });
  parts.log.info({ server: who.serverId }, 'the channel lock is being undone');
  return [];
}

function notTheirs(server: ServerSnapshot, channelIds: readonly string[], chooser: Chooser): readonly string[] {
  if (mayEverything(server, chooser)) return [];
  const channels = server.channels.filter(({ id }) => channelIds.includes(id));
  return channels.filter((channel) => !manages(server, chooser, channel)).map(({ id }) => id);
}

async function goOn(parts: ChannelsParts, { interaction, who, text }: Visit<Asked>): Promise<readonly string[]> {
  const look = await parts.preflight.look(who.serverId);
  if (look.is === 'unseen') return [`⚠️ ${text.t('setup.notTheirs.unseen')}`];
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  if (!mayMakeRoles(look.snapshot, chooser)) return [`⚠️ ${text.t('setup.channels.needsManageRoles')}`];
  await parts.locks.goOn(who.serverId);
  return [];
}
