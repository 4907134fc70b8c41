# Writes OUTPUT, a C file with the contents of FILES (relative to ROOT):
# the table that harness/embedded.h declares.
set(ROWS "")
set(ARRAYS "")
set(NUMBER 0)
foreach(FILE ${FILES})
  file(READ ${ROOT}/${FILE} BYTES HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," BYTES "${BYTES}")
  string(APPEND ARRAYS
    "static const unsigned char file_${NUMBER}[] = {${BYTES}0};\n")
  string(APPEND ROWS
    "    {\"${FILE}\", (const char *)file_${NUMBER}, sizeof file_${NUMBER} - 1},\n")
  math(EXPR NUMBER "${NUMBER} + 1")
endforeach()
file(WRITE ${OUTPUT}
  "#include \"harness/embedded.h\"\n\n${ARRAYS}\n"
  "const Embedded embedded_files[] = {\n${ROWS}    {0},\n};\n")
