/** 虚拟追溯码: `V`, the institution and a serial of twelve digits. */
export const VIRTUAL = /^V[A-Z]\d{11}\d{12}$/;
