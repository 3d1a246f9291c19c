import type { Entry } from '../entry.ts';

/** SH-E: a file or a document of a matter that cannot be kept, given or made. */
export const evidenceErrors = {
  'SH-E001': {
    exit: 1,
    zh: '文件超过 {most}',
    en: 'The file is larger than {most}',
    fix_zh: '分段或压缩画质后上传；上限由信息管理人员在启动时用 --file-limit 设定',
    fix_en: 'Upload it in parts, or at a lower quality; the limit is set by --file-limit at the start',
  },
  'SH-E002': {
    exit: 1,
    zh: '不接受这种文件，或文件已损坏、已加密',
    en: 'Files of this kind are not taken, or this one is damaged or locked',
    fix_zh: '按内容而不是后缀判断：可用 PDF、PNG、JPEG、HEIC、MP4、MP3、WAV、DOCX、XLSX、CSV、TXT',
    fix_en: 'The content decides, not the name: PDF, PNG, JPEG, HEIC, MP4, MP3, WAV, DOCX, XLSX, CSV and TXT are taken',
  },
  'SH-E003': {
    exit: 1,
    zh: '文件带有宏或控件',
    en: 'The file holds macros or controls',
    fix_zh: '另存为不带宏的 DOCX、XLSX，或导出为 PDF 后上传',
    fix_en: 'Save it as DOCX or XLSX without macros, or as PDF',
  },
  'SH-E004': {
    exit: 1,
    zh: '压缩内容展开后过大',
    en: 'The archive unpacks to far more than it is',
    fix_zh: '核对文件来源；确有需要时分开上传其中的文件',
    fix_en: 'Check where the file comes from; upload what is in it one by one where it is needed',
  },
  'SH-E005': {
    exit: 1,
    zh: '保存的文件不见了，或与登记的摘要不符：{digest}',
    en: 'The bytes of a kept file are gone, or are not those of the digest {digest}',
    fix_zh: '保留现场，从备份恢复数据文件夹中的 files',
    fix_en: 'Keep the evidence, then restore files of the data folder from the backup',
  },
  'SH-E006': {
    exit: 1,
    zh: '文件是空的',
    en: 'The file is empty',
    fix_zh: '重新选择文件',
    fix_en: 'Choose the file again',
  },
  'SH-E007': {
    exit: 1,
    zh: '“{document}”不是这一步的文书',
    en: 'The document {document} is not of this step',
    fix_zh: '卷宗页列出每一步可以制作的文书',
    fix_en: 'The paper file lists the documents of each step',
  },
  'SH-E008': {
    exit: 1,
    zh: '“{step}”还没有由 {person} 本人登录确认，不能制作文书',
    en: '{person} has not confirmed the step {step} under a sign-in of their own: no document can be made of it',
    fix_zh: '由共同办理的人员登录后，在事项页确认这一步',
    fix_en: 'Who took part signs in and confirms the step on the page of the matter',
  },
  'SH-E009': {
    exit: 1,
    zh: '{person} 不是负责本区划的执法或稽核人员，或账号已停用',
    en: '{person} is no inspector or auditor of this region, or the account is closed',
    fix_zh: '从同事名单中选择有执法或稽核职责、账号有效的人员',
    fix_en: 'Choose an inspector or auditor with an open account from the list of colleagues',
  },
  'SH-E010': {
    exit: 1,
    zh: '这一步不须由你确认',
    en: 'This step is not for you to confirm',
    fix_zh: '由这一步写明的共同办理人员确认',
    fix_en: 'Those who are named as having taken part confirm it',
  },
  'SH-E011': {
    exit: 1,
    zh: '“{document}”不是送达当事人的文书，或已有更新的版本',
    en: 'The document {document} is not for the party, or a newer one has taken its place',
    fix_zh: '送达卷宗目录中现行的文书',
    fix_en: 'Deliver the one that stands in the list of the file',
  },
  'SH-E012': {
    exit: 1,
    zh: '照片与现场登记的摘要不符：登记的是 {recorded}，收到的是 {found}',
    en: 'The photograph is not the one recorded on site: {recorded} was recorded, {found} came',
    fix_zh: '照片仍在本机，没有丢失：重新发送原件；原件已被改动的，在说明中写明并重新拍照登记',
    fix_en:
      'It is still on the device, nothing is lost: send the original again; where it was altered, say so in the note and take another',
  },
  'SH-E013': {
    exit: 1,
    zh: '这次检查的检查表没有登记这张照片：{digest}',
    en: 'No answer of this inspection names the photograph {digest}',
    fix_zh: '先送达登记了这张照片的答案；答案未被接受的，照片可以存到本机',
    fix_en: 'Send the answer that names it first; where that was not accepted, save the photograph on the device',
  },
} as const satisfies Record<string, Entry>;
