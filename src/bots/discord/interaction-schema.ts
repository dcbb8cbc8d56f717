import { z } from 'zod';

/** A file that came with an interaction or stands in a message. */
export interface Attachment {
  readonly url: string;
  readonly name: string;
  readonly contentType: string | undefined;
}

const attachment = z
  .object({ url: z.string(), filename: z.string(), content_type: z.string().nullish() })
  .transform(({ url, filename, content_type }): Attachment => ({
    url,
    name: filename,
    contentType: content_type ?? undefined,
  }));

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

const avatarOwner = user.extend({ avatar: z.string().nullish() });
const member = z.object({ avatar: z.string().nullish() });

const option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
});

const component = z.object({
  type: z.number(),
  custom_id: z.string().nullish(),
  value: z.unknown().optional(),
  values: z.array(z.string()).nullish(),
});

/** INTERACTION_CREATE, as far as it is read. */
export const interactionSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  type: z.number(),
  token: z.string(),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: z
    .object({
      id: z.string(),
      type: z.number().nullish(),
      parent_id: z.string().nullish(),
      nsfw: z.boolean().nullish(),
    })
    .nullish(),
  member: z
    .object({
      user,
      roles: z.array(z.string()).nullish(),
      permissions: z.string().regex(/^\d+$/).nullish(),
    })
    .nullish(),
  user: user.nullish(),
  locale: z.string().nullish(),
  guild_locale: z.string().nullish(),
  app_permissions: z.string().regex(/^\d+$/).nullish(),
  authorizing_integration_owners: z.record(z.string(), z.string()).nullish(),
  context: z.number().nullish(),
  attachment_size_limit: z.number().nullish(),
  message: z.object({ id: z.string().nullish(), flags: z.number().nullish() }).nullish(),
  data: z
    .object({
      type: z.number().nullish(),
      name: z.string().nullish(),
      target_id: z.string().nullish(),
      custom_id: z.string().nullish(),
      values: z.array(z.string()).nullish(),
      options: z.array(option.extend({ options: z.array(option).nullish() })).nullish(),
      resolved: z
        .object({
          attachments: z.record(z.string(), attachment).nullish(),
          users: z.record(z.string(), avatarOwner).nullish(),
          members: z.record(z.string(), member).nullish(),
          messages: z.record(z.string(), z.unknown()).nullish(),
        })
        .nullish(),
      components: z
        .array(z.object({ component: component.nullish(), components: z.array(component).nullish() }))
        .nullish(),
    })
    .nullish(),
});

export type RawInteraction = z.output<typeof interactionSchema>;
export type RawOption = z.output<typeof option>;
