/** Under which the codes stand that are not shown by themselves. No list has it. */
export const REST = '_REST'
