import type { Fault } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';
import { toggle } from './toggle.ts';

interface Group {
  readonly title: string;
  readonly faults: readonly (readonly [fault: Fault, label: string, hint: string])[];
}

const GROUPS: readonly Group[] = [
  {
    title: 'SMS and phone',
    faults: [
      ['undelivered', 'Undelivered', 'The phone is switched off'],
      ['landline', 'Landline', 'The line cannot receive SMS'],
      ['lateReport', 'Late report', '“Sent” for the first 10 minutes'],
      ['unknownCode', 'Unknown code', 'Fails with an unlisted code'],
      ['unregistered', 'Not registered (30034)', 'US carriers block it'],
    ],
  },
  {
    title: 'Calls and WhatsApp',
    faults: [
      ['voicemail', 'Voicemail answers', 'A machine, after 20 seconds'],
      ['busyLine', 'Busy line', 'Somebody is on the phone'],
      ['noAnswer', 'No answer', 'It rings, and nobody hears it'],
      ['noWhatsapp', 'No WhatsApp', 'The phone does not have it'],
      ['voip', 'VoIP number', 'Lookup says an app has it'],
    ],
  },
  {
    title: 'Twilio',
    faults: [
      ['twilioDown', 'Twilio down', 'Every request gets a 503'],
      ['twilioSlow', 'Twilio slow', 'Answers take 5 seconds'],
      ['twilioDropped', 'Twilio unreachable', 'Connections are cut'],
      ['noSender', 'No sender', 'The number is no longer ours'],
      ['dailyCap', 'Daily cap', 'Accepts no more SMS today'],
      ['latePrices', 'Late prices', 'Known after 12 hours'],
      ['verifyDown', 'Verify down', 'Only Verify gets a 503'],
      ['customCodesOff', 'Custom codes off', "The service's switch is off"],
      ['lookupDown', 'Lookup down', 'Only Lookup gets a 503'],
    ],
  },
  {
    title: 'Server',
    faults: [
      ['screening', 'Rules to accept', 'New members start as pending'],
      ['onboarding', 'Onboarding', 'One answer gives @Verified'],
      ['invite', 'Invite with a role', 'Rejoining gives @Verified'],
      ['twoFactor', '2FA required', "The bot's owner has none"],
      ['roleAboveBot', 'Role above the bot', 'The bot cannot give it'],
      ['withoutBot', 'Added without its bot', 'Its “bot” scope is missing'],
    ],
  },
  {
    title: 'Discord',
    faults: [
      ['cutOff', 'Bot cut off', 'Misses what happens meanwhile'],
      ['discordDown', 'Discord down', 'Every request gets a 503'],
      ['rolesLimited', 'Roles limited', 'Changes wait 30 seconds'],
    ],
  },
];

/** What can go wrong, in groups that open: each says how many of its switches are on. */
export function faults(page: Page): VNode[] {
  return GROUPS.map(({ title, faults: all }, index) => {
    const on = all.filter(([fault]) => page.view.faults.includes(fault)).length;
    return h(
      'details',
      // Only the first begins open. What one opens and closes afterwards is the browser's to keep.
      { key: title, open: index === 0 },
      h('summary', {}, h('h3', {}, title), on > 0 && h('span', { class: 'on' }, `${on} on`), icon('chevron')),
      h(
        'div',
        { role: 'group', 'aria-label': `Make it go wrong: ${title}` },
        all.map(([fault, label, hint]) => {
          const isOn = page.view.faults.includes(fault);
          return toggle(label, hint, isOn, () => page.act({ is: 'fault', fault, on: !isOn }));
        }),
      ),
    );
  });
}
