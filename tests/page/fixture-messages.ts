import type { Component, Message, Modal } from '../../sandbox/control/view.ts';

export const START = Date.UTC(2026, 4, 4, 18, 30, 12);

export const BOT = { id: '900', name: 'Lamplighter', bot: true };

export const NOTICE: Message = message({
  id: '5001',
  createdAt: START - 86_400_000,
  components: [
    container(
      text(
        '## Welcome to Lantern Bay\nVerify a mobile number to get the <@&702> role and see <#603>. It takes about a minute.',
      ),
      text('-# We text you a one-time code. Nobody here ever sees your number.'),
      row(button(1, 'Verify', 'notice:verify'), button(2, "I can't verify", 'notice:help')),
    ),
  ],
});

export const PANEL: Message = message({
  id: '5002',
  createdAt: START - 20_000,
  editedAt: START - 5_000,
  ephemeral: true,
  interaction: { user: 'Mira Vale', name: '/verify' },
  components: [
    {
      ...container(
        text('### Code sent\nWe texted a code to `+1 ••• ••• ••23`. Press **Submit** and type it in.'),
        text(`The code works until <t:${Math.floor(START / 1000) + 300}:R>. A new one: <t:${START / 1000 + 30}:R>.`),
        row(
          button(1, 'Send OTP', 'panel:send', true),
          button(2, 'Resend OTP', 'panel:resend', true),
          button(3, 'Submit', 'panel:submit'),
          button(2, 'Change number', 'panel:change'),
        ),
      ),
      accent_color: 0xe0a040,
    },
  ],
});

export const RICH: Message = message({
  id: '5003',
  createdAt: START - 10_000,
  components: [
    text(
      '# Heading\nSome **bold**, *italic*, __underlined__, ~~struck~~, `code`, a [link](https://example.com/) and ||hidden||.\n- one\n- two\n  - nested\n1. first\n2. second\n> quoted\n```\nblock of code\n```\n-# subtext with <@101>, </verify:42> and <t:1777919412:f>',
    ),
    { type: 14, spacing: 2 },
    { type: 9, components: [text('A section with an accessory')], accessory: button(4, 'Remove', 'rich:remove') },
    row({ type: 6, custom_id: 'rich:role', placeholder: 'Choose the verified role' }),
    row({
      type: 3,
      custom_id: 'rich:countries',
      placeholder: 'Allowed countries',
      min_values: 0,
      max_values: 3,
      options: [
        { label: 'Germany', value: 'DE', description: '+49', emoji: { name: '🇩🇪' } },
        { label: 'United Kingdom', value: 'GB', description: '+44', emoji: { name: '🇬🇧' } },
        { label: 'United States', value: 'US', description: '+1', emoji: { name: '🇺🇸' } },
      ],
    }),
  ],
});

export const NUMBER_MODAL: Modal = {
  interactionId: '8001',
  customId: 'modal:number',
  title: 'Verify your phone',
  components: [
    text('Your number is used to text you one code. It is not shown to anyone.'),
    {
      type: 18,
      label: 'Country code',
      component: { type: 4, style: 1, custom_id: 'country', value: '+1', max_length: 8 },
    },
    {
      type: 18,
      label: 'Mobile number',
      description: 'With or without spaces',
      component: { type: 4, style: 1, custom_id: 'number', placeholder: '415 555 0123' },
    },
    {
      type: 18,
      label: 'Consent',
      description: 'Text me a one-time code. Message and data rates may apply.',
      component: { type: 23, custom_id: 'consent' },
    },
    { type: 18, label: 'A role', component: { type: 6, custom_id: 'role', required: false } },
  ],
};

export function message(fields: Partial<Message> & Pick<Message, 'id' | 'createdAt'>): Message {
  return {
    author: BOT,
    ephemeral: false,
    loading: false,
    content: '',
    embeds: [],
    components: [],
    files: [],
    editedAt: null,
    interaction: null,
    ...fields,
  };
}

export function text(content: string): Component {
  return { type: 10, content };
}

export function row(...components: Component[]): Component {
  return { type: 1, components };
}

export function container(...components: Component[]): Component {
  return { type: 17, components };
}

export function button(style: number, label: string, custom_id: string, disabled = false): Component {
  return { type: 2, style, label, custom_id, disabled };
}
