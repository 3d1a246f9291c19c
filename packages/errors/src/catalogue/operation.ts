import type { Entry } from '../entry.ts';

/** SH-O: operating the platform: backup, restore, the heads of the log, keys. */
export const operationErrors = {
  'SH-O001': {
    exit: 1,
    zh: '{folder} 里没有平台数据',
    en: 'There is no platform in {folder}',
    fix_zh: '用 --data 指明 shouhu serve 所用的数据文件夹；使用本单位数据库时设置 DATABASE_URL',
    fix_en: 'Name the data folder of shouhu serve by --data; for a database of your own set DATABASE_URL',
  },
  'SH-O002': {
    exit: 1,
    zh: '{path} 已有内容，不会覆盖',
    en: '{path} is not empty and is not overwritten',
    fix_zh: '换一个新的路径；恢复只写入空的文件夹和空的数据库',
    fix_en: 'Give a new path; a restore writes into an empty folder and an empty database only',
  },
  'SH-O003': {
    exit: 1,
    zh: '备份 {path} 已损坏，或不是备份：{detail}',
    en: 'The backup {path} is damaged, or is none: {detail}',
    fix_zh: '什么也没有写入；换用另一份备份，并检查存放它的磁盘',
    fix_en: 'Nothing was written; take another backup, and check the disk where this one lay',
  },
  'SH-O004': {
    exit: 1,
    zh: '备份 {path} 由更新的版本写成：{detail}',
    en: 'The backup {path} was written by a newer Shouhu: {detail}',
    fix_zh: '升级 shouhu 后再恢复',
    fix_en: 'Upgrade shouhu, then restore',
  },
  'SH-O005': {
    exit: 1,
    zh: '恢复的数据核对不符：{detail}',
    en: 'What was restored does not verify: {detail}',
    fix_zh: '不要启用这份数据；保留备份与现场，换用更早的备份，并查明原因',
    fix_en: 'Do not use these data; keep the backup as evidence, take an earlier one, and find out why',
  },
  'SH-O006': {
    exit: 1,
    zh: '备份文件 {path} 不能放在数据文件夹里',
    en: 'The backup {path} must not lie within the data folder',
    fix_zh: '写到另一块磁盘上的文件夹',
    fix_en: 'Write it to a folder on another disk',
  },
  'SH-O007': {
    exit: 1,
    zh: '备份时文件 {path} 被替换或删除，备份没有完成',
    en: 'The file {path} was replaced or removed under the backup, which was not finished',
    fix_zh: '导入结束后再备份一次；原有备份没有改变',
    fix_en: 'Back up again when the import has ended; backups there were are unchanged',
  },
  'SH-O008': {
    exit: 1,
    zh: '留痕日志的日签文件 {path} 已损坏',
    en: 'The signed head of the log in {path} is damaged',
    fix_zh: '从另一处保存的副本恢复它；没有副本时移出该文件夹，并记录此事',
    fix_en: 'Put back a copy kept elsewhere; where there is none, move it out of the folder and keep a record',
  },
  'SH-O009': {
    exit: 1,
    zh: '留痕日志核对不符：第 {seq} 条起 {fault}',
    en: 'The log does not hold: from entry {seq} on it is {fault}',
    fix_zh: '保留现场：复制数据库和日签文件夹，报告负责人，再查明谁改动过',
    fix_en: 'Keep the evidence: copy the database and the folder of heads, report it, then find out who changed it',
  },
  'SH-O010': {
    exit: 1,
    zh: '平台正在运行，不能轮换密钥',
    en: 'The platform is running; keys cannot be rotated',
    fix_zh: '先停止 shouhu serve；运行中的平台打不开新密钥加密的内容',
    fix_en: 'Stop shouhu serve first: while it runs it cannot open what a new key seals',
  },
} as const satisfies Record<string, Entry>;
