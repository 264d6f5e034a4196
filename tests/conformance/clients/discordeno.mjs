import { createBot, Intents } from '@discordeno/bot';
import { camel } from '../camel.mjs';

const fail = (...words) => process.send({ is: 'failed', why: words.join(' ') });

export async function connect({ api, token }, handle) {
  let resolveReady;
  const ready = new Promise((resolve) => {
    resolveReady = resolve;
  });
  const bot = createBot({
    token,
    intents: Intents.Guilds | Intents.GuildMembers,
    rest: { proxy: { baseUrl: api, authorization: `Bot ${token}` } },
    gateway: { cache: { requestMembers: { enabled: true } } },
    desiredProperties: {
      interaction: { id: true, data: true, user: true, token: true, type: true, guildId: true },
      user: { id: true, username: true },
      member: { id: true, roles: true, user: true },
      guild: { id: true, name: true },
      role: { id: true },
      channel: { id: true },
      message: { id: true, content: true },
    },
    events: {
      ready: () => resolveReady(),
      interactionCreate(interaction) {
        const { id, token: secret, data, user } = interaction;
        return handle(data.name ?? data.customId, {
          name: data.components?.[0]?.components?.[0]?.value,
          userId: String(user.id),
          reply: (message) => answer(id, secret, 4, message),
          modal: (form) => answer(id, secret, 9, form),
          defer: (flags) => answer(id, secret, 5, { flags }),
          edit: (message) => bot.helpers.editOriginalInteractionResponse(secret, like(message)),
          followUp: (message) => bot.helpers.sendFollowupMessage(secret, like(message)),
        });
      },
    },
    loggerFactory: () => ({ debug() {}, info() {}, warn() {}, error: fail, fatal: fail }),
  });
  const like = (json) => camel(json, 'Id');
  const answer = (id, secret, type, data) =>
    bot.helpers.sendInteractionResponse(id, secret, { type, data: like(data) });
  await bot.start();
  await ready;
  return {
    register: (commands) => bot.helpers.upsertGlobalApplicationCommands(commands),
    send: (channelId, message) => bot.helpers.sendMessage(channelId, message),
    giveRole: (guildId, userId, roleId) => bot.helpers.addRole(guildId, userId, roleId),
    listMembers: async (guildId) => (await bot.gateway.requestMembers(guildId, { query: '', limit: 0 })).length,
    async read(guildId, userId, channelId) {
      const member = await bot.helpers.getMember(guildId, userId);
      return {
        guild: (await bot.helpers.getGuild(guildId)).name,
        roles: (await bot.helpers.getRoles(guildId)).length,
        channels: (await bot.helpers.getChannels(guildId)).length,
        member: member.user.username,
        has: member.roles.length,
        last: (await bot.helpers.getMessages(channelId, { limit: 1 }))[0].content,
      };
    },
  };
}
