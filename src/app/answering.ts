import type { Client } from 'discord.js';
import type { Config } from '../config.ts';
import type { Brake } from '../discord/brake/brake.ts';
import { createPreflight } from '../discord/preflight/preflight.ts';
import { createAccountNames } from '../discord/rest/accounts.ts';
import { createDirectMessages } from '../discord/rest/direct-messages.ts';
import type { FlowParts } from '../discord/verify/parts.ts';
import { createPassing } from '../gate/passes/passing.ts';
import { createAdmission } from '../gate/roster/admission.ts';
import type { OpenBulk } from './bulk.ts';
import type { openCarrier } from './carrier.ts';
import { openDeadlines, openEndings } from './deadlines.ts';
import type { Gate, GateParts } from './gate.ts';
import { openJoining } from './members/joining.ts';
import type { createProving } from './proving.ts';
import { createRouting } from './routing.ts';

interface AnsweringParts
  extends Gate,
    Pick<GateParts, 'rest' | 'stores' | 'counters' | 'peppers' | 'texts' | 'botId' | 'clock' | 'log'>,
    Pick<ReturnType<typeof createProving>, 'sendLimits' | 'lines' | 'verifier' | 'situations' | 'newCode'>,
    Pick<ReturnType<typeof openCarrier>, 'sms' | 'deliveries' | 'isRefusing' | 'lookUp'>,
    Pick<FlowParts, 'panels'>,
    Pick<OpenBulk, 'bulkSteps'>,
    Pick<Brake, 'release' | 'inNameOf'> {
  readonly client: Client;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
}

/** Everything that answers a member or the staff: the steps of the flow, the deadline, and the routes that lead to them. */
export function createAnswering(
  { otp, twilio, allowedCountries, newAreaCodes, discord, consent }: Config,
  parts: AnsweringParts,
) {
  const { rest, stores, log } = parts;
  const { roster, settings } = stores;
  const taken = { allowedCountries, ways: otp.ways, newAreaCodes };
  const flow: FlowParts = {
    ...parts,
    roster,
    settings,
    admission: createAdmission({ ...stores, ...parts, kindOf: (phone) => parts.lines.known(phone, taken) }),
    passing: createPassing({ ...stores, ...parts }),
    preflight: createPreflight({ ...parts, intents: discord.intents }),
    serverName: parts.servers.name,
    accountName: createAccountNames(rest),
    writeTo: createDirectMessages(rest, (code) =>
      log.info({ discordCode: code }, 'Discord did not accept a direct message'),
    ),
    consent,
    policy: { codeLength: otp.length, ttl: otp.ttl, phone: taken },
  };
  const asked = { ...parts, ...flow, isCarrierRefusing: parts.isRefusing, requests: stores.requests };
  const deadline = openDeadlines({ ...stores, ...asked });
  const endingRuns = openEndings({ ...stores, ...asked });
  const hush = parts.staffChannel.forget;
  const joining = openJoining({ ...stores, ...parts, ...flow });
  const routing = createRouting({
    ...parts,
    ...flow,
    joining,
    intents: discord.intents,
    sender: twilio.sender,
    deadline,
    hush,
  });
  return { deadline, endingRuns, joining, ...routing };
}
