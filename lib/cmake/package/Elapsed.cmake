# After cpack has packed one kind of package: how long that took.
string(TIMESTAMP now %s UTC)
math(EXPR seconds "${now} - ${CPACK_MAAS_BEGAN}")
message(STATUS "packed ${CPACK_GENERATOR} in ${seconds} s")
