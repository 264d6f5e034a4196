import { parseConfig } from '../config.ts';
import type { TwilioFailure } from '../sms/failure.ts';
import type { TwilioSettings } from '../sms/settings.ts';
import { makeVerifyService, type VerifyService } from '../sms/verify-service.ts';
import { type Finding, fix, note, ok } from './finding.ts';

type Environment = Readonly<Partial<Record<string, string>>>;

/** What `npm run doctor -- --make-verify-service NAME` found and did, and the line for `.env`. */
export interface MakingResult {
  readonly findings: readonly Finding[];
  readonly line?: string;
}

const anySid = `VA${'0'.repeat(32)}`;
const NAME_RULE =
  'Give up to 32 letters, digits, spaces, dashes and underscores, with no five digits in a row: Twilio accepts no other names.';

/**
 * Makes a Verify service, or mends the one that is set. It needs the Twilio credentials alone.
 * @param name the brand in every text: the server's, best of all
 */
export async function examineMaking(env: Environment, name: string): Promise<MakingResult> {
  const problem = problemWithName(name.trim());
  if (problem) return { findings: [fix(problem, NAME_RULE)] };
  const sid = env.TWILIO_VERIFY_SERVICE_SID?.trim();
  const read = parseConfig({
    ...env,
    DISCORD_TOKEN: env.DISCORD_TOKEN?.trim() || 'not-needed-here',
    TWILIO_FROM: '',
    TWILIO_MESSAGING_SERVICE_SID: '',
    TWILIO_VERIFY_SERVICE_SID: sid || anySid,
  });
  if (read.is === 'problems') {
    return {
      findings: read.problems.map(({ variable, problem: what, fix: todo }) => fix(`${variable} ${what}`, todo)),
    };
  }
  const { twilio, otp } = read.config;
  const wanted = { name: name.trim(), codeLength: otp.length, ...(sid && { sid }) };
  const made = await makeVerifyService(twilio, wanted);
  switch (made.is) {
    case 'gone':
      return {
        findings: [fix('TWILIO_VERIFY_SERVICE_SID does not belong to the account.', 'Remove it, and run this again.')],
      };
    case 'failed':
      return { findings: [describeFailure(made.failure)] };
    default: {
      const says =
        made.is === 'made' ? 'The Verify service was created.' : 'The Verify service has the right settings.';
      return { findings: [ok(says), ...others(env)], line: `TWILIO_VERIFY_SERVICE_SID=${made.sid}` };
    }
  }
}

function problemWithName(name: string): string | undefined {
  if (name === '') return 'The name is missing.';
  if (name.length > 32) return 'The name is too long.';
  return /\d{5}/.test(name) ? 'The name has five digits in a row.' : undefined;
}

/** What is set to send from beside it. */
function others(env: Environment): Finding[] {
  const set = ['TWILIO_FROM', 'TWILIO_MESSAGING_SERVICE_SID'].filter((name) => env[name]?.trim());
  return set.map((name) => note(`${name} is set too.`, 'Remove it: codes are sent from one of them.'));
}

function describeFailure({ status, errorCode, network }: TwilioFailure): Finding {
  if (status === 401 || status === 404)
    return fix(
      'Twilio does not accept the credentials.',
      'Copy the Account SID and the Auth Token again from console.twilio.com.',
    );
  if (errorCode === 60200) return fix('Twilio does not accept this name.', NAME_RULE);
  if (status === 403)
    return fix('These credentials may not create a Verify service.', 'Use the Auth Token, or an API key that may.');
  const cause = errorCode ?? network ?? status;
  return fix(`Twilio did not create the service${cause === undefined ? '' : ` (${cause})`}.`, 'Run this again later.');
}

/** What of a Verify service keeps codes from going out, or makes them worse. */
export function describeVerifyService(
  service: VerifyService,
  { whatsapp, calls }: Pick<TwilioSettings, 'whatsapp' | 'calls'>,
): Finding[] {
  const again = `Run: npm run doctor -- --make-verify-service "${service.name}"`;
  return [
    service.takesOurCodes
      ? ok(
          `The Verify service “${service.name}” accepts custom codes. It can send them to every country that is switched on.`,
        )
      : fix(`The Verify service “${service.name}” does not accept custom codes, so it sends none (60204).`, again),
    ...(service.skipsLandlines
      ? []
      : [note('It sends SMS to landlines: you pay for them, and they never arrive.', again)]),
    ...(calls && !service.asksForKey ? [note('Its calls also read the code to voicemail.', again)] : []),
    ...(whatsapp && !service.hasWhatsapp
      ? [
          fix(
            'It has no WhatsApp sender (68008).',
            'Set one in console.twilio.com, under Verify, or set WHATSAPP to off.',
          ),
        ]
      : []),
  ];
}
