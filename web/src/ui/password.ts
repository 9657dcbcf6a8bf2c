const SHORTEST = 12

/** Whether the system takes a password of this length. */
export const isLongEnough = (password: string): boolean => password.length >= SHORTEST
