/** The kinds of updates that are asked for, by polling and by webhook alike. */
export const allowedUpdates = ['message', 'callback_query', 'inline_query'] as const;
