import { Events, GatewayIntentBits, type GuildMember, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { botFor, sandboxForTest } from './bot.ts';

/** A server with rules to accept, and a bot that hears of members and answers every command. */
async function scene() {
  const sandbox = await sandboxForTest();
  const { world, seeded } = sandbox;
  const heard: string[] = [];
  const bot = await botFor(sandbox, (interaction) => interaction.isRepliable() && interaction.reply('answered'), {
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
  });
  const note = (event: string) => (member: Pick<GuildMember, 'pending'>) => heard.push(`${event} ${member.pending}`);
  bot.on(Events.GuildMemberAdd, note('joined'));
  bot.on(Events.GuildMemberUpdate, (_, member) => note('changed')(member));
  world.setScreening(seeded.guildId, true);
  const newcomer = world.addUser({ username: 'newcomer', displayName: 'New Comer' });
  const member: () => Promise<unknown> = () => bot.rest.get(Routes.guildMember(seeded.guildId, newcomer.id));
  return { ...sandbox, ...seeded, bot, heard, newcomer, member };
}

test('who joins a server with rules is pending until they accept, and the bot hears of both', async () => {
  const { world, guildId, newcomer, member, heard, people, bot, traffic } = await scene();
  world.addMember(guildId, newcomer.id);
  expect(await member()).toMatchObject({ pending: true, roles: [] });
  expect(await bot.rest.get(Routes.guildMember(guildId, people.mira))).toMatchObject({ pending: false });
  world.acceptRules(guildId, newcomer.id);
  expect(await member()).toMatchObject({ pending: false });
  await expect.poll(() => heard).toEqual(['joined true', 'changed false']);
  expect(await bot.rest.get(Routes.guild(guildId))).toMatchObject({
    features: expect.arrayContaining(['MEMBER_VERIFICATION_GATE_ENABLED']),
  });
  expect(traffic.problems()).toEqual([]);
});

test('a pending member looks on, and can use no command and no button', async () => {
  const { world, guildId, newcomer, channels, actor } = await scene();
  const components = [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', label: 'X' }] }];
  const notice = world.messages.add({ channelId: channels.verify, authorId: world.application.botId, components });
  world.addMember(guildId, newcomer.id);
  const person = actor(newcomer.id);
  expect(person.messages(channels.verify)).toHaveLength(1);
  await expect(person.slash('go')).rejects.toThrow('New Comer has to accept the rules of Lantern Bay first.');
  await expect(person.press(notice.id, 'x')).rejects.toThrow('accept the rules');
  world.acceptRules(guildId, newcomer.id);
  expect(await person.slash('go')).toMatchObject({ is: 'message' });
  expect(await person.press(notice.id, 'x')).toMatchObject({ is: 'message' });
});

test('a role given to a pending member opens the server past the rules', async () => {
  const { world, guildId, newcomer, roles, member, bot } = await scene();
  world.addMember(guildId, newcomer.id);
  await bot.rest.put(Routes.guildMemberRole(guildId, newcomer.id, roles.verified));
  expect(await member()).toMatchObject({ pending: false, roles: [roles.verified] });
});

test('with Onboarding such a role is lost once the rules are accepted', async () => {
  const { world, guildId, newcomer, roles, channels, member, bot } = await scene();
  world.setOnboarding(guildId, { prompts: [], defaultChannelIds: [channels.welcome] });
  world.addMember(guildId, newcomer.id);
  await bot.rest.put(Routes.guildMemberRole(guildId, newcomer.id, roles.verified));
  expect(await member()).toMatchObject({ pending: true, roles: [roles.verified] });
  world.acceptRules(guildId, newcomer.id);
  expect(await member()).toMatchObject({ pending: false, roles: [] });
});

test('rules that are switched off keep nobody pending', async () => {
  const { world, guildId, newcomer, member } = await scene();
  world.addMember(guildId, newcomer.id);
  world.setScreening(guildId, false);
  expect(await member()).toMatchObject({ pending: false });
});

test('members choose the options of Onboarding, and with them their roles', async () => {
  const { world, guildId, people, roles, channels, bot, traffic } = await scene();
  const onboarding = () => bot.rest.get(Routes.guildOnboarding(guildId));
  expect(await onboarding()).toMatchObject({ enabled: false, prompts: [] });
  const options = [{ title: 'Sailing', roleIds: [roles.verified] }, { title: 'Just looking' }];
  world.setOnboarding(guildId, {
    prompts: [{ title: 'What brings you here?', options }],
    defaultChannelIds: [channels.welcome, channels.verify],
  });
  expect(await onboarding()).toMatchObject({
    enabled: true,
    default_channel_ids: [channels.welcome, channels.verify],
    prompts: [
      {
        options: [
          { title: 'Sailing', role_ids: [roles.verified] },
          { title: 'Just looking', role_ids: [] },
        ],
      },
    ],
  });
  const [sailing, looking] = world.guilds.get(guildId)?.onboarding?.prompts[0]?.options ?? [];
  if (!sailing || !looking) throw new Error('no options');
  world.chooseOptions(guildId, people.mira, [sailing.id]);
  const mira = () => bot.rest.get(Routes.guildMember(guildId, people.mira));
  expect(await mira()).toMatchObject({ roles: [roles.verified] });
  world.chooseOptions(guildId, people.mira, [looking.id]);
  expect(await mira()).toMatchObject({ roles: [] });
  expect(traffic.problems()).toEqual([]);
});
