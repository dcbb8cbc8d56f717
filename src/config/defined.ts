/** Drops members that are undefined or empty, so that an absent setting is an absent member. */
export function defined<T extends object>(
  members: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined | ''> } {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  ) as { [Key in keyof T]?: Exclude<T[Key], undefined | ''> };
}
