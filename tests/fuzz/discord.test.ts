import { Client, Events } from 'discord.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { listenToMembers } from '../../src/discord/gateway/events.ts';
import { parseId, route } from '../../src/discord/interactions/ids.ts';
import { isOutOfDate, isSnowflake } from '../../src/discord/interactions/reading.ts';
import { blockLife } from '../../src/discord/member/durations.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { json, runs, text } from './hostile.ts';

const numRuns = runs(3000);
const timeout = Math.max(20_000, numRuns * 20);

it(
  'a custom id is a route with its argument, or nothing',
  () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `v1:${rest}`),
        ),
        word,
        word,
        text,
        (customId, area, action, arg) => {
          const parsed = parseId(customId);
          if (parsed) expect(customId.startsWith(`v1:${parsed.name}`)).toBe(true);
          const id = route(area, action).id(arg);
          const [first] = arg.split(':');
          expect(parseId(id)).toEqual({ name: `${area}:${action}`, ...(first && { arg: first }) });
          if (isSnowflake(arg)) expect(encodeURIComponent(arg)).toBe(arg);
        },
      ),
      { numRuns },
    );
  },
  timeout,
);

it(
  'a length of a block is one that is offered, or out of date',
  () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom('day1', 'forever')), (chosen) => {
        try {
          expect(blockLife(chosen, 0).until ?? 1).toBeGreaterThan(0);
        } catch (error) {
          expect(isOutOfDate(error)).toBe(true);
        }
      }),
      { numRuns },
    );
  },
  timeout,
);

it(
  'every name of a language finds texts',
  () => {
    const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `de-${rest}`),
        ),
        text,
        (locale, server) => {
          const { t } = texts.for(locale);
          expect(t('sms.code', { server, code: '0123', minutes: 5 })).toContain(server);
        },
      ),
      { numRuns },
    );
  },
  timeout,
);

it(
  'whatever the gateway says, only whole news of a member is heard',
  async () => {
    const client = new Client({ intents: [] });
    const heard: Who[] = [];
    const hear = async (who: Who) => void heard.push(who);
    const errors: unknown[] = [];
    const stop = listenToMembers(
      client,
      { banned: hear, unbanned: hear, joined: hear, changed: hear, left: hear },
      (error) => errors.push(error),
    );
    const types = fc.constantFrom(
      'GUILD_BAN_ADD',
      'GUILD_BAN_REMOVE',
      'GUILD_MEMBER_ADD',
      'GUILD_MEMBER_UPDATE',
      'GUILD_MEMBER_REMOVE',
      'GUILD_CREATE',
    );
    const user = fc.oneof(json, fc.record({ id: json }, { requiredKeys: [] }));
    const packet = fc.oneof(
      json,
      fc.record({
        t: fc.oneof(types, json),
        d: fc.oneof(json, fc.record({ guild_id: json, user }, { requiredKeys: [] })),
      }),
    );
    fc.assert(
      fc.property(packet, (told) => {
        client.emit(Events.Raw, told);
      }),
      { numRuns },
    );
    await stop();
    expect(errors).toEqual([]);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ serverId, memberId }) => typeof serverId === 'string' && typeof memberId === 'string')).toBe(
      true,
    );
    await client.destroy();
  },
  timeout,
);
