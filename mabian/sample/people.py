"""The ten sign-ins of the sample: name for signing in, name, unit and role."""

from programmes.choices import RoleName

TASK_FORCE, LEADERSHIP = "县级工作专班", "县委、县政府"
PEOPLE = [
    ("clerk", "专班填报", TASK_FORCE, RoleName.CLERK),
    ("approver", "专班审核", TASK_FORCE, RoleName.APPROVER),
    ("finance", "财务", TASK_FORCE, RoleName.FINANCE),
    ("bureau", "县交通运输局填报", "县交通运输局", RoleName.UNIT_REPORTER),
    ("township", "民建镇填报", "民建镇", RoleName.TOWNSHIP_REPORTER),
    ("helper", "四川省经济合作局联络", "四川省经济合作局", RoleName.HELPER_REPORTER),
    ("leader", "县领导", LEADERSHIP, RoleName.LEADERSHIP),
    ("auditor", "审计管理员", TASK_FORCE, RoleName.AUDITOR),
    ("sysadmin", "系统管理员", TASK_FORCE, RoleName.SYSTEM_ADMIN),
    ("secadmin", "安全管理员", TASK_FORCE, RoleName.SECURITY_ADMIN),
]
SAMPLE_NAMES = [person[0] for person in PEOPLE]
