import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { isOutage } from '../rest/errors.ts';

const Onboarding = z.object({
  enabled: z.boolean(),
  prompts: z.array(
    z.object({
      title: z.string(),
      options: z.array(z.object({ title: z.string(), role_ids: z.array(z.string()).default([]) })),
    }),
  ),
});

const Invites = z.array(
  z.object({
    code: z.string(),
    roles: z
      .array(z.object({ id: z.string() }))
      .nullable()
      .default([]),
  }),
);

/** What Discord's Onboarding gives members for their answers. */
export interface OnboardingSnapshot {
  readonly answers: readonly {
    readonly question: string;
    readonly answer: string;
    readonly roleIds: readonly string[];
  }[];
}

/** An invite with the roles that it gives. */
export interface InviteSnapshot {
  readonly code: string;
  readonly roleIds: readonly string[];
}

/** What hands roles out by itself. */
export interface WaysIn {
  /** Undefined where it is off. */
  readonly onboarding: OnboardingSnapshot | undefined;
  /** Undefined where the bot may not look. */
  readonly invites: readonly InviteSnapshot[] | undefined;
}

interface Asked {
  readonly serverId: string;
  /** Of the server, in Discord's words. */
  readonly features: readonly string[];
  /** Whether the bot has Manage Server. It never asks for it; some servers give it all the same. */
  readonly mayReadInvites: boolean;
}

/** Reads them as far as the bot may. Throws where Discord does not answer. */
export async function readWaysIn(rest: REST, { serverId, features, mayReadInvites }: Asked): Promise<WaysIn> {
  const [onboarding, invites] = await Promise.all([
    features.includes('COMMUNITY') ? readOnboarding(rest, serverId) : undefined,
    mayReadInvites ? readInvites(rest, serverId) : undefined,
  ]);
  return { onboarding, invites };
}

/** Only servers with Discord's Community have it. Where Discord refuses to say, it counts as on: what it needs is then left alone. */
async function readOnboarding(rest: REST, serverId: string): Promise<OnboardingSnapshot | undefined> {
  const answer = await unlessRefused(rest.get(Routes.guildOnboarding(serverId)));
  if (answer === 'refused') return { answers: [] };
  const { enabled, prompts } = Onboarding.parse(answer);
  if (!enabled) return undefined;
  const answers = prompts.flatMap(({ title: question, options }) =>
    options.map(({ title: answer, role_ids: roleIds }) => ({ question, answer, roleIds })),
  );
  return { answers };
}

async function readInvites(rest: REST, serverId: string): Promise<readonly InviteSnapshot[] | undefined> {
  const answer = await unlessRefused(rest.get(Routes.guildInvites(serverId)));
  if (answer === 'refused') return undefined;
  return Invites.parse(answer).flatMap(({ code, roles }) =>
    roles === null || roles.length === 0 ? [] : [{ code, roleIds: roles.map(({ id }) => id) }],
  );
}

async function unlessRefused(request: Promise<unknown>): Promise<unknown> {
  try {
    return await request;
  } catch (error) {
    if (isOutage(error)) throw error;
    return 'refused';
  }
}
