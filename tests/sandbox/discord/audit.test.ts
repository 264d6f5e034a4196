import { AuditLogEvent, Events, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { addSteward } from '../../../sandbox/world/seed.ts';
import { botFor, sandboxForTest } from './bot.ts';

const { ManageRoles, KickMembers, BanMembers, ViewAuditLog } = Permission;

async function scene() {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, () => undefined, { intents: ['Guilds', 'GuildModeration'] });
  const { guildId, roles } = sandbox.seeded;
  sandbox.world.setRolePermissions(guildId, roles.latchkey, ManageRoles | KickMembers | BanMembers | ViewAuditLog);
  const log = async (query: Record<string, string> = {}) => {
    const answer = await bot.rest.get(Routes.guildAuditLog(guildId), { query: new URLSearchParams(query) });
    return answer instanceof Object && 'audit_log_entries' in answer ? answer.audit_log_entries : answer;
  };
  return { ...sandbox, ...sandbox.seeded, bot, log };
}

test('the audit log names who gave and took roles, kicked and banned, and why', async () => {
  const { bot, log, guildId, people, roles, traffic, world } = await scene();
  const role = Routes.guildMemberRole(guildId, people.mira, roles.verified);
  await bot.rest.put(role, { reason: 'Verified – by phone' });
  await bot.rest.put(role, { reason: 'once more, which changes nothing' });
  await bot.rest.delete(role);
  await bot.rest.delete(Routes.guildMember(guildId, people.jonas), { reason: 'Too late' });
  world.ban(guildId, people.nils, { by: people.ada, reason: 'Rude' });
  world.removeMember(guildId, people.vesper);
  const botId = world.application.botId;
  const verified = { id: roles.verified, name: 'Verified' };
  expect(await log()).toMatchObject([
    { action_type: 22, user_id: people.ada, target_id: people.nils, reason: 'Rude' },
    { action_type: 20, user_id: botId, target_id: people.jonas, reason: 'Too late' },
    { action_type: 25, user_id: botId, target_id: people.mira, changes: [{ key: '$remove', new_value: [verified] }] },
    { action_type: 25, reason: 'Verified – by phone', changes: [{ key: '$add', new_value: [verified] }] },
  ]);
  const fetched = await bot.guilds.cache.get(guildId)?.fetchAuditLogs({ type: AuditLogEvent.MemberBanAdd });
  expect(fetched?.entries.map(({ reason, executor, target }) => [reason, executor?.id, target?.id])).toEqual([
    ['Rude', people.ada, people.nils],
  ]);
  expect(traffic.problems()).toEqual([]);
});

test('it is read page by page, by person and by event, and needs View Audit Log', async () => {
  const { log, guildId, people, roles, world } = await scene();
  for (const person of [people.mira, people.jonas, people.nils]) world.ban(guildId, person, { by: people.ada });
  world.unban(guildId, people.mira, { by: people.ada });
  const [unban, third, second, first] = world.audit.entries(guildId).toReversed();
  if (!unban || !third || !second || !first) throw new Error('nothing was noted');
  expect(await log({ limit: '2' })).toMatchObject([{ id: unban.id }, { id: third.id }]);
  expect(await log({ before: third.id })).toMatchObject([{ id: second.id }, { id: first.id }]);
  expect(await log({ after: second.id })).toMatchObject([{ id: third.id }, { id: unban.id }]);
  expect(await log({ action_type: '23', user_id: people.ada })).toMatchObject([{ id: unban.id }]);
  expect(await log({ target_id: people.jonas })).toMatchObject([{ id: second.id }]);
  await expect(log({ before: 'abc' })).rejects.toMatchObject({ status: 400, code: 50035 });
  await expect(log({ limit: '101' })).rejects.toMatchObject({ status: 400, code: 50035 });
  world.setRolePermissions(guildId, roles.latchkey, ManageRoles);
  await expect(log()).rejects.toMatchObject({ status: 403, code: 50013 });
});

test('a bot that may read the log hears of every entry, with its reason', async () => {
  const { bot, guildId, people, roles, world } = await scene();
  const heard: unknown[] = [];
  bot.on(Events.GuildAuditLogEntryCreate, ({ action, reason, executorId }) => heard.push([action, reason, executorId]));
  world.giveRole(guildId, people.mira, roles.verified, { by: people.ada, reason: 'by hand' });
  await expect.poll(() => heard).toEqual([[25, 'by hand', people.ada]]);
});

test('a channel that is deleted is gone for the bot, and the log says by whose hand', async () => {
  const { bot, log, channels, people, world } = await scene();
  const gone = new Promise((resolve) => bot.once(Events.ChannelDelete, ({ id }) => resolve(id)));
  world.deleteChannel(channels.staff, { by: people.ada });
  expect(await gone).toBe(channels.staff);
  await expect(bot.rest.get(Routes.channel(channels.staff))).rejects.toMatchObject({ status: 404, code: 10003 });
  expect(await log()).toMatchObject([{ action_type: 12, user_id: people.ada, target_id: channels.staff }]);
});

test('a steward has Manage Server and a role just below the bot, sees the staff, and may no more', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded, actor } = sandbox;
  const { userId, roleId } = addSteward(world, seeded);
  const may: string[] = [];
  const bot = await botFor(sandbox, async (interaction) => {
    may.push(...(interaction.memberPermissions?.toArray() ?? []));
    if (interaction.isRepliable()) await interaction.reply('done');
  });
  await bot.application.commands.set([{ name: 'go', description: 'Goes.', defaultMemberPermissions: ['ManageGuild'] }]);
  await actor(userId).slash('go', {}, { channelId: seeded.channels.staff });
  expect(may).toContain('ManageGuild');
  expect(may).not.toContain('ManageRoles');
  const position = (id: string) => world.guilds.get(seeded.guildId)?.roles.get(id)?.position ?? 0;
  expect(position(seeded.roles.latchkey) - position(roleId)).toBe(1);
});
