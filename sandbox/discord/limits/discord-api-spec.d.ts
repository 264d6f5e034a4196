// The package ships its zod schemas as plain JavaScript. This declares the ones used here, and no more of them than
// is true: each is a zod schema. A name that is missing from the package fails the test of this folder.
declare module 'discord-api-spec/zod' {
  type Schema = import('zod/v4/core').$ZodType;

  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema;
  export const ApplicationCommandCreateRequestSchema: Schema;
  export const ApplicationCommandPatchRequestPartialSchema: Schema;
  export const ApplicationCommandResponseSchema: Schema;
  export const ApplicationCommandUpdateRequestSchema: Schema;
  export const BanUserFromGuildRequestSchema: Schema;
  export const BotAccountPatchRequestSchema: Schema;
  export const CreateGuildChannelRequestSchema: Schema;
  export const CreateMessageInteractionCallbackRequestSchema: Schema;
  export const CreatePrivateChannelRequestSchema: Schema;
  export const CreateRoleRequestSchema: Schema;
  export const ErrorSchema: Schema;
  export const GatewayBotResponseSchema: Schema;
  export const GatewayResponseSchema: Schema;
  export const GuildAuditLogResponseSchema: Schema;
  export const GuildBanResponseSchema: Schema;
  export const GuildChannelResponseSchema: Schema;
  export const GuildMemberResponseSchema: Schema;
  export const GuildRoleResponseSchema: Schema;
  export const GuildWithCountsResponseSchema: Schema;
  export const IncomingWebhookRequestPartialSchema: Schema;
  export const IncomingWebhookUpdateRequestPartialSchema: Schema;
  export const InteractionCallbackResponseSchema: Schema;
  export const LaunchActivityInteractionCallbackRequestSchema: Schema;
  export const MessageCreateRequestSchema: Schema;
  export const MessageEditRequestPartialSchema: Schema;
  export const MessageResponseSchema: Schema;
  export const ModalInteractionCallbackRequestSchema: Schema;
  export const MyGuildResponseSchema: Schema;
  export const PongInteractionCallbackRequestSchema: Schema;
  export const PrivateApplicationResponseSchema: Schema;
  export const PrivateChannelResponseSchema: Schema;
  export const RatelimitedResponseSchema: Schema;
  export const UpdateGuildChannelRequestPartialSchema: Schema;
  export const UpdateMessageInteractionCallbackRequestSchema: Schema;
  export const UpdateRoleRequestPartialSchema: Schema;
  export const UserGuildOnboardingResponseSchema: Schema;
  export const UserPIIResponseSchema: Schema;
  export const UserResponseSchema: Schema;
}
