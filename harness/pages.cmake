# Writes the manual pages into FOLDER: PROGRAM prints them, and names the
# commands that have one.
execute_process(COMMAND ${PROGRAM} complete ""
  OUTPUT_VARIABLE LINES COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+\t" COMMANDS "${LINES}")
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
foreach(NAME ${COMMANDS})
  string(STRIP "${NAME}" NAME)
  if(NOT NAME MATCHES "^-")
    execute_process(COMMAND ${PROGRAM} man ${NAME}
      OUTPUT_FILE ${FOLDER}/quadrille-${NAME}.1 COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
# The last, since it is what the build looks at.
execute_process(COMMAND ${PROGRAM} man
  OUTPUT_FILE ${FOLDER}/quadrille.1 COMMAND_ERROR_IS_FATAL ANY)
