import { kindOf, type Registration } from '../sms/sender-kind.ts';
import type { TwilioSender } from '../sms/settings.ts';
import { type Finding, fix, note, ok } from './finding.ts';

const VERIFY = 'Verify needs no registration: npm run doctor -- --make-verify-service NAME.';

/** What blocks a sender that is not registered, in words, with Twilio's code for it. */
const blocks = {
  local: 'US carriers block every SMS from a number that is not registered (A2P 10DLC, 30034)',
  service: 'US carriers block every SMS from a Messaging Service without a campaign (A2P 10DLC, 30034)',
  tollFree:
    'Carriers in the United States and Canada block every SMS from a toll-free number that is not verified (30032)',
} as const;

/**
 * Whether a text can arrive, by the kind of the sender and its registration at Twilio.
 * @param countries those whose numbers may verify; all where there are none
 */
export function describeArrival(
  sender: TwilioSender,
  registration: Registration | undefined,
  countries: readonly string[],
): Finding[] {
  const goesTo = (...some: string[]) => countries.length === 0 || some.some((one) => countries.includes(one));
  const kind = kindOf(sender);
  switch (kind) {
    case 'local':
      return goesTo('US') ? describeRegistration(blocks[kind], registration) : [];
    case 'service':
      // Its numbers may be from anywhere.
      if (countries.length === 0 && registration === 'missing') return [noCampaign];
      return goesTo('US') ? describeRegistration(blocks[kind], registration) : [];
    case 'tollFree':
      return goesTo('US', 'CA') ? describeRegistration(blocks[kind], registration) : [];
    case 'name':
      return [
        ...(goesTo('US', 'CA')
          ? [
              note(
                'The United States and Canada do not accept SMS from a name (21612).',
                `Set a number, or use Verify. ${VERIFY}`,
              ),
            ]
          : []),
        note(
          'Nobody can reply STOP to a name.',
          'Members who want no more texts have to ask you: give a contact in your terms.',
        ),
      ];
    case 'shortCode':
      return [
        note(
          'A short code texts only its own country.',
          'The doctor cannot see whether the carriers there have set it up. Send yourself a code.',
        ),
      ];
    case 'abroad':
      return goesTo('US', 'CA')
        ? [
            note(
              'Few numbers from elsewhere can text the United States and Canada (21612).',
              `If you have members there, use Verify. ${VERIFY}`,
            ),
          ]
        : [];
    case 'verify':
      return [];
  }
}

const noCampaign = note(`${blocks.service}.`, `If you have members there, register it, or use Verify. ${VERIFY}`);

function describeRegistration(blocked: string, registration: Registration | undefined): Finding[] {
  switch (registration) {
    case 'done':
      return [ok('The sender is registered for the United States.')];
    case 'pending':
      return [
        note(`${blocked}; the registration is under review.`, `Wait for it, or use Verify until then. ${VERIFY}`),
      ];
    case 'missing':
      return [
        fix(
          `${blocked}, and this one is not.`,
          `Register it in console.twilio.com, which takes days to weeks, or use Verify. ${VERIFY}`,
        ),
      ];
    default:
      return [
        note(
          `${blocked}. The doctor could not read whether this one is.`,
          `Look in console.twilio.com, or use Verify. ${VERIFY}`,
        ),
      ];
  }
}
