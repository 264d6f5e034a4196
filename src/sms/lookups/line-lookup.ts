import type { LineKind, LineLookup } from '../../otp/number/line-kind.ts';
import { codeOfTwilio, reduceFailure, type TwilioFailure } from '../failure.ts';
import type { TwilioSettings } from '../settings.ts';

/** What a look-up at Twilio failed with. It names no number. */
export interface LookupReport extends TwilioFailure {
  readonly doing: 'lookUp';
}

/**
 * The types of Lookup's line_type_intelligence by kind: https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence
 * A personal number leads to a phone of any kind.
 */
const kinds: Readonly<Record<string, LineKind>> = {
  mobile: 'mobile',
  fixedVoip: 'fixedVoip',
  nonFixedVoip: 'otherVoip',
  landline: 'landline',
  tollFree: 'landline',
  premium: 'landline',
  sharedCost: 'landline',
  uan: 'landline',
  voicemail: 'landline',
  pager: 'landline',
};

/**
 * Looks kinds of lines up at Twilio, each with one request that is paid for. What Twilio has no data on is `unknown`; undefined is an
 * answer that may be another one later. It waits as long as Twilio may take for anything.
 */
export function createLineLookup(settings: TwilioSettings, report: (failure: LookupReport) => void): LineLookup {
  let loaded: ReturnType<typeof loadNumbers> | undefined;
  const numbers = () => (loaded ??= loadNumbers(settings));

  return async (phone) => {
    try {
      const { lineTypeIntelligence } = await (await numbers())(phone).fetch({ fields: 'line_type_intelligence' });
      return kindIn(lineTypeIntelligence);
    } catch (thrown) {
      const failure = reduceFailure(thrown);
      report({ doing: 'lookUp', ...failure });
      // A number that Twilio does not know is no outage.
      return failure.status === 404 ? 'unknown' : undefined;
    }
  };
}

/** What Twilio says of a line. Without a type it names the code of a gap in its data, such as 60600. */
function kindIn(line: unknown): LineKind | undefined {
  if (typeof line !== 'object' || line === null) return undefined;
  const type = 'type' in line && typeof line.type === 'string' ? line.type : undefined;
  if (type !== undefined) return kinds[type] ?? 'unknown';
  return codeOfTwilio('errorCode' in line ? line.errorCode : undefined) === undefined ? undefined : 'unknown';
}

async function loadNumbers(settings: TwilioSettings) {
  const { createTwilioClient } = await import('../client.ts');
  return createTwilioClient(settings).lookups.v2.phoneNumbers;
}
