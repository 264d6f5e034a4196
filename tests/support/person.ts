import type { Actor, OpenModal, Sandbox, SeenMessage } from '../../sandbox/sandbox.ts';
import { buttonsOf, textOf } from './views.ts';

/** One of the people of the seeded server. */
export function personIn(sandbox: Sandbox, name: keyof Sandbox['seeded']['people']): Person {
  return personOf(sandbox, sandbox.seeded.people[name]);
}

export type Person = ReturnType<typeof personOf>;

/** A server with a channel to verify in, and the role for it. */
export interface Ground {
  readonly guildId: string;
  readonly channelId: string;
  readonly roleId: string;
}

const seededGround = ({ seeded }: Sandbox): Ground => ({
  guildId: seeded.guildId,
  channelId: seeded.channels.verify,
  roleId: seeded.roles.verified,
});

/** A person with eyes, hands and a phone. @param ground where they are; the seeded server, unless told otherwise */
export function personOf(sandbox: Sandbox, id: string, ground = seededGround(sandbox)) {
  const { world } = sandbox;
  const { guildId, channelId } = ground;
  const actor: Actor = sandbox.actor(id);
  const phone = world.users.get(id)?.phone ?? '';
  const messages = () => actor.messages(channelId);
  const panel = () => messages().findLast((message) => message.ephemeral);
  const notice = () => messages().find((message) => !message.ephemeral);

  async function press(label: string, on: SeenMessage | undefined = panel()) {
    const found = on && buttonsOf(on).find((button) => button.label === label);
    if (!on || !found) throw new Error(`no button "${label}" on: ${on ? textOf(on) : 'nothing'}`);
    return actor.press(on.id, found.customId);
  }

  async function openForm(label: string, on?: SeenMessage): Promise<OpenModal> {
    const answer = await press(label, on);
    if (answer.is !== 'modal') throw new Error(`"${label}" opened no form but: ${answer.is}`);
    return answer.modal;
  }

  const self = {
    id,
    phone,
    actor,
    panel,
    notice,
    press,
    openForm,
    slash: (name: string, options: Record<string, string> = {}) => actor.slash(name, options, { channelId }),
    /** What the latest message for this person alone says. */
    sees: () => {
      const message = panel();
      return message ? textOf(message) : '';
    },
    /** Waits until that message says `text`. */
    untilSees: (text: string) =>
      world
        .until(() => self.sees().includes(text))
        .catch(() => {
          throw new Error(`never saw "${text}" but:\n${self.sees()}`);
        }),
    buttons: () =>
      Object.fromEntries(buttonsOf(panel()).map(({ label, disabled }) => [label, disabled ? 'off' : 'on'])),
    /** Fills in the number form and sends it. */
    enter: (form: OpenModal, number = phone, country = '+1') =>
      actor.submit(form, { country, number, consent: ['agreed'] }),
    /** From the notice to a panel with the number entered. */
    async begin(number = phone) {
      const answer = await press('Verify', notice());
      await self.enter(answer.is === 'modal' ? answer.modal : await openForm('Continue'), number);
    },
    /** Send OTP, until the code is on its way. */
    async send(label = 'Send OTP') {
      await press(label);
      await world.until(() => !self.sees().includes('Sending your code') && self.sees() !== '');
    },
    async submit(code: string) {
      return actor.submit(await openForm('Submit'), { code });
    },
    ...phoneOf(sandbox, phone),
    hasRole: (roleId: string = ground.roleId) => world.guilds.get(guildId)?.members.get(id)?.roles.has(roleId) ?? false,
    async verify() {
      await self.begin();
      await self.send();
      await self.submit(self.code());
      await self.untilSees('You are verified');
    },
  };
  return self;
}

/** What came to a phone: this one, unless told otherwise. */
function phoneOf({ twilio }: Sandbox, phone: string) {
  return {
    /** The code in the newest SMS to this person's phone, whether or not it has arrived. */
    code: (number = phone) => codeIn(twilio.messages.filter(({ to }) => to === number).at(-1)?.body),
    smsCount: (number = phone) => twilio.messages.filter(({ to }) => to === number).length,
  };
}

function codeIn(body: string | undefined): string {
  const code = body?.match(/\b\d{4,10}\b/)?.[0];
  if (code === undefined) throw new Error('no SMS with a code');
  return code;
}
