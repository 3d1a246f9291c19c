/** Version of the program, as results name it. */
export const VERSION = '0.1.0';
