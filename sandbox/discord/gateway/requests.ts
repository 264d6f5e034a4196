import type { Guild, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { memberChunks } from './member-requests.ts';
import { dispatch, Op, type Session } from './session.ts';

/** What a bot may ask of an open session. */
export type Requests = (session: Session, op: number, data: Json) => void;

const VOICE_CHANNELS: ReadonlySet<number> = new Set([2, 13]);
const HALF_A_MINUTE = 30_000;

/**
 * Carries out what a bot asks over the gateway. What it asks about a server that it is not in, Discord leaves unanswered.
 * @param isStrict whether Discord's rate limits hold
 */
export function createRequests(world: World, isStrict: () => boolean): Requests {
  const { now } = world;
  const wholeListAt = new Map<Id, number>();

  /** The whole list of a server is given once in 30 seconds. */
  function mustWait(guildId: Id, session: Session, data: Json): boolean {
    const wait = (wholeListAt.get(guildId) ?? 0) + HALF_A_MINUTE - now();
    if (!isStrict() || wait <= 0) {
      wholeListAt.set(guildId, now());
      return false;
    }
    const meta = { guild_id: guildId, ...(data.nonce === undefined ? {} : { nonce: data.nonce }) };
    dispatch(session, 'RATE_LIMITED', { opcode: Op.RequestGuildMembers, retry_after: wait / 1_000, meta });
    return true;
  }

  function giveMembers(session: Session, data: Json): void {
    const guild = ownGuild(world, data.guild_id);
    if (!guild) return;
    const { chunks, isWhole } = memberChunks(world, guild, session.intents, data);
    if (isWhole && mustWait(guild.id, session, data)) return;
    for (const chunk of chunks) dispatch(session, 'GUILD_MEMBERS_CHUNK', chunk);
  }

  const handlers: Readonly<Record<number, (session: Session, data: Json) => void>> = {
    [Op.PresenceUpdate]: (session, data) => {
      session.presence = data;
    },
    [Op.VoiceStateUpdate]: (session, data) => joinVoice(world, session, data),
    [Op.RequestGuildMembers]: giveMembers,
    [Op.RequestSoundboardSounds]: (session, data) => giveSounds(world, session, data),
    [Op.RequestChannelInfo]: (session, data) => giveChannels(world, session, data),
  };
  return (session, op, data) => handlers[op]?.(session, data);
}

function ownGuild({ guilds, application }: World, guildId: unknown): Guild | undefined {
  const guild = guilds.get(String(guildId));
  return guild?.members.has(application.botId) ? guild : undefined;
}

/** Nobody speaks in the sandbox: the bot is told that it has joined, and that the voice server is away for now. */
function joinVoice(world: World, session: Session, data: Json): void {
  const guild = ownGuild(world, data.guild_id);
  const channel = guild?.channels.get(String(data.channel_id));
  if (!guild || (data.channel_id !== null && !channel)) return;
  dispatch(session, 'VOICE_STATE_UPDATE', {
    guild_id: guild.id,
    channel_id: channel?.id ?? null,
    user_id: world.application.botId,
    session_id: session.id,
    deaf: false,
    mute: false,
    self_deaf: data.self_deaf === true,
    self_mute: data.self_mute === true,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  });
  if (channel) dispatch(session, 'VOICE_SERVER_UPDATE', { guild_id: guild.id, token: session.id, endpoint: null });
}

function giveSounds(world: World, session: Session, data: Json): void {
  const asked = Array.isArray(data.guild_ids) ? data.guild_ids : [];
  for (const guild of asked.flatMap((id) => ownGuild(world, id) ?? [])) {
    dispatch(session, 'SOUNDBOARD_SOUNDS', { guild_id: guild.id, soundboard_sounds: [] });
  }
}

function giveChannels(world: World, session: Session, data: Json): void {
  const guild = ownGuild(world, data.guild_id);
  if (!guild) return;
  const voice = [...guild.channels.values()].filter(({ type }) => VOICE_CHANNELS.has(type));
  const fields = Array.isArray(data.fields) ? data.fields : [];
  const nothing = Object.fromEntries(fields.map((field) => [String(field), null]));
  const channels = voice.map(({ id }) => ({ id, ...nothing }));
  dispatch(session, 'CHANNEL_INFO', { guild_id: guild.id, channels });
}

/** The opcodes that ask something of an open session. */
export const REQUESTS: ReadonlySet<unknown> = new Set([
  Op.PresenceUpdate,
  Op.VoiceStateUpdate,
  Op.RequestGuildMembers,
  Op.RequestSoundboardSounds,
  Op.RequestChannelInfo,
]);
