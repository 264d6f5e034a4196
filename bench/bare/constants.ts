import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  TextInputStyle,
} from 'discord.js';

const field = (custom_id: string, label: string): APILabelComponent => ({
  type: ComponentType.Label,
  label,
  component: { type: ComponentType.TextInput, custom_id, style: TextInputStyle.Short, max_length: 40 },
});

export const numberForm: APIModalInteractionResponseCallbackData = {
  custom_id: 'number',
  title: 'Your mobile number',
  components: [
    { type: ComponentType.TextDisplay, content: 'We text one code to this number.' },
    field('country', 'Country code'),
    field('number', 'Mobile number'),
    {
      type: ComponentType.Label,
      label: 'Text me a one-time code',
      component: {
        type: ComponentType.CheckboxGroup,
        custom_id: 'consent',
        options: [{ value: 'agreed', label: 'Text me' }],
      },
    },
  ],
};

export const codeForm: APIModalInteractionResponseCallbackData = {
  custom_id: 'code',
  title: 'Enter your code',
  components: [field('code', 'The code')],
};

const button = (custom_id: string, label: string) =>
  ({ type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id, label }) as const;

export const panel = {
  flags: MessageFlags.IsComponentsV2,
  components: [
    {
      type: ComponentType.Container,
      accent_color: 0x5b6ee1,
      components: [
        { type: ComponentType.TextDisplay, content: 'Number: **+1 ••• ••• ••00**' },
        { type: ComponentType.TextDisplay, content: 'Press **Send OTP** and we text you a code.' },
        {
          type: ComponentType.ActionRow,
          components: [
            button('send', 'Send OTP'),
            button('resend', 'Resend OTP'),
            button('submit', 'Submit'),
            button('change', 'Change number'),
            button('help', "I can't verify"),
          ],
        },
      ],
    },
  ],
} as const;

export const sentence = {
  flags: MessageFlags.IsComponentsV2,
  components: [
    {
      type: ComponentType.Container,
      accent_color: 0x2e9e6b,
      components: [{ type: ComponentType.TextDisplay, content: 'You are verified.' }],
    },
  ],
} as const;
